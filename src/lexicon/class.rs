//! Classes of words, and of what stands in their place: what a word can be to whoever reads a label.

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u32);

impl Class {
    /// No class at all.
    pub(crate) const EMPTY: Class = Class(0);
    /// A word of sentences, never of ingredient names.
    pub(crate) const PROSE: Class = Class(1);
    /// A word that ingredient names are made of.
    pub(crate) const INGREDIENT: Class = Class(1 << 1);
    /// An abbreviation, whose full stop ends no sentence.
    pub(crate) const ABBREVIATION: Class = Class(1 << 2);
    /// A word that joins things in a claim: "and", "or".
    pub(crate) const JOINS: Class = Class(1 << 3);
    /// A word that parts two names: "and", "cum".
    pub(crate) const PARTS: Class = Class(1 << 4);
    /// Something that labels are wont to be free of.
    pub(crate) const ABSENTEE: Class = Class(1 << 5);
    /// A word behind which a name stands for its own absence: "free".
    pub(crate) const FREE: Class = Class(1 << 6);
    /// A word that says, behind a colon, that a thing is not in the product.
    pub(crate) const NONE: Class = Class(1 << 7);
    /// A unit, or the beginning of one.
    pub(crate) const UNIT: Class = Class(1 << 8);
    /// A number with a unit behind it.
    pub(crate) const MEASURE: Class = Class(1 << 9);
    /// A word that leaves a name what it is: "organic".
    pub(crate) const QUALIFIER: Class = Class(1 << 10);
    /// One of two words that do so together: "sugar cane".
    pub(crate) const QUALIFIES: Class = Class(1 << 11);
    /// The beginning of a name that is told of, in a script that does not part words.
    pub(crate) const NAME: Class = Class(1 << 12);
    /// The beginning of a name with a number in it.
    pub(crate) const NUMBERED: Class = Class(1 << 13);
    /// What a pack is about, as a word or at the start of one: "alcohol".
    pub(crate) const SUBJECT: Class = Class(1 << 14);
    /// A word that begins a completion of a name: "denat".
    pub(crate) const COMPLETION: Class = Class(1 << 15);
    /// A word that begins a phrase.
    pub(crate) const PHRASE: Class = Class(1 << 16);
    /// A phrase stands here.
    pub(crate) const SIGN: Class = Class(1 << 17);
    /// Letters of Japanese grammar.
    pub(crate) const KANA: Class = Class(1 << 18);

    /// A word that names of water are made of.
    pub(crate) const WATER: Class = Class(1 << 19);
    /// A word that begins a field which says that there is nothing to say.
    pub(crate) const NOTHING: Class = Class(1 << 20);
    /// A number with a unit of mass or volume behind it.
    pub(crate) const QUANTITY: Class = Class(1 << 21);
    /// A unit of mass or volume.
    pub(crate) const MASS: Class = Class(1 << 22);

    /// A word that stands before an amount: "at most", "content".
    pub(crate) const BOUND: Class = Class(1 << 23);

    /// An item of which nothing is to be said.
    pub(crate) const IDLE: Class = Class(1 << 24);
    /// An item with a name that is known, where that was asked for.
    pub(crate) const LISTED: Class = Class(1 << 26);
    /// A word that begins what stands before a total: "per", "ad".
    pub(crate) const TOTAL: Class = Class(1 << 25);

    /// Whether it has one of those.
    pub(crate) const fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn without(self, other: Class) -> Class {
        Class(self.0 & !other.0)
    }

    pub(crate) const fn and(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Class) {
        self.0 |= other.0;
    }
}
