use super::*;
use crate::label::View;
use crate::lexicon::Class;
use proptest::prelude::*;

proptest! {
    #[test]
    fn amounts_stand_at_measures_and_nowhere_else(
        words in proptest::collection::vec(
            "[0-9]{1,4}|[0-9],[0-9]{3}| |,|\\.|%|mg|ml|g|l|г|мл|μg|毫升|°|per cent|proof|prozent|ppm|vol|v/v|alcohol|ci|-|±|to|max|\n",
            0..12,
        ),
    ) {
        let (text, lexicon) = (words.concat(), Lexicon::new(crate::builtin::language(), &[], &[]));
        let mut tokens = Tokens::default();
        tokens.read(&lexicon, &text);
        let view = View { lexicon: &lexicon, tokens: &tokens };
        for place in view.amounts().places(Span::new(0, view.text().len())) {
            let inside = view.inside(place.at);
            prop_assert!(view.all()[inside].iter().any(|token| token.class.has(Class::MEASURE)), "{text:?} {place:?}");
        }
    }
}
