//! What typography makes of letters, and the letters that it makes it of.

/// What stands for a character that was lost, or for what turns the text around it into another one.
pub(crate) const LOST: char = '\u{fffd}';

/// Resolves what is typography and not text, before compatibility forms are: a trade mark sign is no "tm".
pub(super) fn typography(c: char) -> Option<char> {
    Some(match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{640}'
        | '\u{202a}'..='\u{202d}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        // letters of Hangul that have no look, and tags
        | '\u{115f}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{e0001}'..='\u{e007f}' => {
            return None;
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '®' | '™' | '©' | '℠' => ' ',
        // reads what follows from right to left
        '\u{202e}' => LOST,
        // scripts that no label is written in, whose letters look like others
        '\u{7c0}'..='\u{85f}'
        | '\u{13a0}'..='\u{16ff}'
        | '\u{2c00}'..='\u{2c5f}'
        | '\u{2c80}'..='\u{2cff}'
        | '\u{a4d0}'..='\u{a4ff}'
        | '\u{ab70}'..='\u{abbf}'
        | '\u{10000}'..='\u{1bfff}' => LOST,
        '\u{1f150}'..='\u{1f169}' => capital(c, '\u{1f150}'),
        '\u{1f170}'..='\u{1f189}' => capital(c, '\u{1f170}'),
        '\u{1f1e6}'..='\u{1f1ff}' => capital(c, '\u{1f1e6}'),
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '‘' | '’' | '‛' | '′' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '•'
        | '·'
        | '∙'
        | '‧'
        | '●'
        | '○'
        | '▪'
        | '■'
        | '□'
        | '◆'
        | '▶'
        | '►'
        | '‣'
        | '◦'
        | '・'
        | '･'
        | 'ㆍ'
        | '※'
        | '✔'
        | '✓'
        | '➤'
        | '∗'
        | '⋅'
        | '→'
        | '➔'
        | '➜'
        | '➢'
        | '✦'
        | '✧'
        | '♦'
        | '◇'
        | '❖'
        | '★'
        | '☆'
        | '①'..='⑳'
        | '❶'..='❿' => '•',
        '¦' => '|',
        '、' | '،' | '﹐' => ',',
        '。' | '｡' => '.',
        '【' | '〔' | '「' | '『' | '〈' | '《' => '[',
        '】' | '〕' | '」' | '』' | '〉' | '》' => ']',
        '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | 'ª' | '§' | '¶' => '*',
        '˚' | 'º' => '°',
        '⁄' | '∕' => '/',
        '٪' => '%',
        '٫' => '.',
        c => digit(c).unwrap_or_else(|| plain_letter(c)),
    })
}

/// The figure that a digit of another script stands for.
fn digit(c: char) -> Option<char> {
    const ZEROS: [char; 5] = ['٠', '۰', '०', '০', '๐'];
    let value = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10);
    ZEROS.into_iter().find_map(value).map(|value| char::from(b'0' + value as u8))
}

/// The letter that a small capital is read as, and a Persian letter that is typed where there is an Arabic one.
pub(super) fn plain_letter(c: char) -> char {
    const CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴌᴍɴᴎᴏᴓᴘʀꜱᴛᴜᴠᴡʏᴢ";
    const LETTERS: &str = "abcdefghijkllmnnooprstuvwyz";
    match c {
        '\u{262}'..='\u{29f}' | '\u{1d00}'..='\u{1d22}' | '\u{a730}' | '\u{a731}' => {
            CAPITALS.chars().zip(LETTERS.chars()).find(|(capital, _)| *capital == c).map_or(c, |(_, letter)| letter)
        }
        'ک' => 'ك',
        'ی' | 'ى' => 'ي',
        c => c,
    }
}

/// The letter of an alphabet of signs that begins at `first`, such as the letters of flags.
fn capital(c: char, first: char) -> char {
    char::from(b'a' + (u32::from(c) - u32::from(first)) as u8)
}

/// The accents of Latin, Greek and Cyrillic. The voicing marks of kana are not among them: they make other letters.
pub(super) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Letters that have no decomposition and yet a common plain spelling.
pub(super) fn letters(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'þ' => "th",
        _ => "",
    }
}

pub(super) fn other(c: char) -> Option<char> {
    letters(c).is_empty().then_some(c)
}
