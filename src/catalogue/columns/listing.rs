//! Names of columns that are none: lists of ingredients in a row that was taken for the header.

/// No name of a column is made of so many ingredients.
const INGREDIENTS: usize = 3;

/// Whether what should be the name of a column reads like a list of ingredients.
pub(in crate::catalogue) fn is_list(name: &str) -> bool {
    // what stands in brackets explains a name, as in "Ingredients (INCI, full, English)"
    let parts = name.split('(').next().unwrap_or(name).split([',', ';', '、', '，']);
    parts.filter(|part| part.contains(char::is_alphabetic)).count() >= INGREDIENTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_from_names() {
        for (name, is_so) in [
            ("Aqua, Alcohol Denat., Glycerin", true),
            ("Ingredients: Aqua, Alcohol Denat., Glycerin (vegetable), Parfum", true),
            ("Aqua, Glycerin", false),
            ("Ingredients", false),
            ("Ingredients (INCI, full, English)", false),
            ("Price, EUR", false),
            ("1,234,567", false),
            ("", false),
        ] {
            assert_eq!(is_list(name), is_so, "{name}");
        }
    }
}
