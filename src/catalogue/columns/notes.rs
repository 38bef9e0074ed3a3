//! Notes: rows below the header that say more of the columns, such as their types, units or names in another language.

use super::{Column, Columns, by_language};
use crate::text::{Key, fold};
use crate::usual::{BRAND, ID, INGREDIENTS, NAME};

/// Words for types and units, and for what may or must be filled in.
const TYPES: &str = "\
    string str text txt varchar nvarchar char chars character characters number numeric num int integer bigint float \
    double decimal bool boolean date datetime timestamp uuid url uri enum list array json html csv id key inci cas name \
    unit units type format ml l cl dl g gr kg mg oz fl floz lb lbs pcs pc pieces piece % w v ppm cm mm eur usd gbp € $ £ \
    required mandatory optional unique max min length comma separated value values yes no true false \
    zeichenkette zahl ganzzahl dezimalzahl datum pflicht pflichtfeld pflichtangabe einheit stück stk liste \
    texte chaîne nombre entier obligatoire facultatif unité pièce texto cadena número numero entero fecha obligatorio \
    opcional unidad lista testo obbligatorio facoltativo obrigatório tekst liczba wymagane opcjonalne \
    текст строка число дата мл г кг шт список обязательно обязательное необязательно \
    텍스트 문자열 문자 숫자 날짜 필수 선택 단위 文字列 テキスト 数値 数字 整数 日付 必須 任意 単位 全角 半角 \
    文本 字符串 字符 日期 必填 必需 可选 选填 单位 克 毫升";

impl Columns {
    /// Whether a row below the header is no product: every cell, or at least the list and what products go by, reads like
    /// a type or the name of a column.
    pub(in crate::catalogue) fn is_note(&self, cells: &[String]) -> bool {
        let cell = |column: &Column| cells.get(column.index).map_or("", |cell| cell.trim());
        let filled = || cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let list = cell(&self.ingredients);
        if filled().all(is_note) {
            return filled().next().is_some();
        }
        let is_number = |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic);
        let key = self.id.as_ref().or(self.name.as_ref()).map_or("", cell);
        is_name(list, &[&INGREDIENTS]) && !key.is_empty() && is_note(key) && !filled().any(is_number)
    }
}

/// Whether a cell is a type, a unit or the usual name of a column.
fn is_note(cell: &str) -> bool {
    let is_of_word = |c: char| c.is_alphanumeric() || "%€$£".contains(c);
    let cell = cell.to_lowercase();
    let mut words = cell.split(|c| !is_of_word(c)).filter(|word| !word.is_empty());
    let is_type = |word: &str| TYPES.split_ascii_whitespace().any(|known| known == word);
    // a number may stand behind, as in `varchar(255)`
    let is_typed = words.next().is_some_and(is_type)
        && words.all(|word| is_type(word) || word.bytes().all(|byte| byte.is_ascii_digit()));
    is_typed || is_name(&cell, &[&INGREDIENTS, &ID, &NAME, &BRAND])
}

/// Whether a cell is one of these names of columns.
fn is_name(cell: &str, usual: &[&[Key]]) -> bool {
    let key: Key = fold(cell);
    usual.iter().any(|usual| usual.contains(&key)) || !by_language(&[key]).is_empty()
}
