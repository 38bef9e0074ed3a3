//! How fast labels are read, names judged and rows scanned, on text that is made here.
//!
//! `cargo bench` runs it. What it prints are throughputs; compare them with those of another commit on one machine.

use std::io;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use needlint::trial::{Way, cut_blocks, scan_bytes, split_records};
use needlint::{Engine, RulePack, Scratch};

fn main() {
    divan::main();
}

/// Words that names are put together from. Three names in ten have alcohol in them, and one in ten is warned against.
const NAMES: &[&str] = &[
    "Aqua",
    "Glycerin",
    "Butylene Glycol",
    "Cetearyl Alcohol",
    "Niacinamide",
    "Sodium Hyaluronate",
    "Alcohol Denat.",
    "Panthenol",
    "Phenoxyethanol",
    "Camellia Sinensis Leaf Extract",
    "PEG-40 Hydrogenated Castor Oil",
    "Benzyl Alcohol",
    "Caprylic/Capric Triglyceride",
    "1,2-Hexanediol",
    "Parfum (Fragrance)",
    "Xanthan Gum",
    "Disodium EDTA",
    "Squalane",
    "Tocopheryl Acetate",
    "CI 77491",
];

/// A small generator of numbers, the same ones every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// The parts of which the names that matter to no rule are put together: some 18,000 names.
const STEMS: &[&str] = &[
    "Camellia", "Rosa", "Citrus", "Lavandula", "Prunus", "Olea", "Aloe", "Vitis", "Punica", "Centella", "Glycine",
    "Sodium", "Potassium", "Magnesium", "Zinc", "Disodium", "Butylene", "Propylene", "Caprylyl", "Capryloyl",
    "Hydrolyzed", "Hydrogenated", "Polyglyceryl", "Tocopheryl", "Palmitoyl", "Ethylhexyl", "Isopropyl", "Dimethyl",
];
const MIDDLES: &[&str] = &[
    "Sinensis", "Damascena", "Limon", "Angustifolia", "Dulcis", "Europaea", "Barbadensis", "Vinifera", "Granatum",
    "Asiatica", "Soja", "Lauroyl", "Stearoyl", "Cocoyl", "Hyaluronyl", "Glucosyl", "Oat", "Rice", "Wheat", "Pea",
];
const ENDS: &[&str] = &[
    "Leaf Extract", "Flower Water", "Peel Oil", "Seed Oil", "Fruit Extract", "Root Extract", "Glutamate", "Lactate",
    "Palmitate", "Stearate", "Citrate", "Gluconate", "Protein", "Glycol", "Sulfate", "Chloride", "Isostearate",
    "Copolymer", "Crosspolymer", "Glucoside", "Sarcosinate", "Phosphate", "PEG-40", "Tripeptide-1", "Ferment Filtrate",
    "Bark Powder", "Juice", "Callus Culture Extract", "Acid", "Oxide", "Gum", "Starch",
];

/// A name: a few stand in nearly all lists, and most in few, as in a shop.
fn name(numbers: &mut Numbers) -> String {
    if numbers.below(3) == 0 {
        return NAMES[numbers.below(NAMES.len())].to_owned();
    }
    // the product of two numbers is mostly small
    let mut often = |all: &[&'static str]| all[numbers.below(all.len()) * numbers.below(all.len()) / all.len()];
    format!("{} {} {}", often(STEMS), often(MIDDLES), often(ENDS))
}

fn labels(count: usize) -> Vec<String> {
    let mut numbers = Numbers(1);
    let mut label = || {
        let names = 8 + numbers.below(30);
        (0..names).map(|_| name(&mut numbers)).collect::<Vec<_>>().join(", ")
    };
    (0..count).map(|_| label()).collect()
}

fn catalogue(rows: usize) -> Vec<u8> {
    let mut csv = b"sku,name,ingredients\n".to_vec();
    for (row, label) in labels(rows).iter().enumerate() {
        csv.extend(format!("SKU-{row},Serum No {row},\"{label}\"\n").bytes());
    }
    csv
}

#[divan::bench]
fn labels_parsed(bencher: Bencher<'_, '_>) {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let labels = labels(500);
    let bytes: usize = labels.iter().map(String::len).sum();
    bencher
        .counter(ItemsCount::new(labels.len()))
        .counter(BytesCount::new(bytes))
        .bench(|| labels.iter().map(|label| engine.read(label).ingredients().len()).sum::<usize>());
}

#[divan::bench]
fn labels_judged(bencher: Bencher<'_, '_>) {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let labels = labels(20_000);
    let bytes: usize = labels.iter().map(String::len).sum();
    let (mut scratch, mut next) = (Scratch::one_of(2), labels.chunks(500).cycle());
    // no list is judged again before 19,500 others were
    bencher.counter(BytesCount::new(bytes / (labels.len() / 500))).bench_local(|| {
        let labels = next.next().unwrap_or_default();
        labels.iter().map(|label| engine.check_with(&mut scratch, label).findings.len()).sum::<usize>()
    });
}

/// Names that were never seen before: an engine remembers those that were.
#[divan::bench]
fn names_looked_up(bencher: Bencher<'_, '_>) {
    let names: Vec<String> = (0..500).map(|n| format!("{} {}", NAMES[n % NAMES.len()], NAMES[n / 25])).collect();
    let label = names.join(", ");
    bencher
        .counter(ItemsCount::new(names.len()))
        .with_inputs(|| Engine::new(vec![RulePack::builtin()]))
        .bench_refs(|engine| engine.check(&label).look_alikes.len());
}

#[divan::bench]
fn blocks_cut(bencher: Bencher<'_, '_>) {
    let csv = catalogue(5_000);
    bencher.counter(BytesCount::new(csv.len())).bench(|| cut_blocks(&csv));
}

#[divan::bench]
fn records_split(bencher: Bencher<'_, '_>) {
    let csv = catalogue(5_000);
    bencher.counter(ItemsCount::new(5_000usize)).counter(BytesCount::new(csv.len())).bench(|| split_records(&csv));
}

#[divan::bench(args = [1, 2])]
fn rows_scanned(bencher: Bencher<'_, '_>, jobs: usize) {
    let engine = Engine::new(vec![RulePack::builtin()]);
    let csv = catalogue(5_000);
    let way = Way { jobs, ..Way::default() };
    bencher.counter(ItemsCount::new(5_000usize)).counter(BytesCount::new(csv.len())).bench(|| {
        let scanned = scan_bytes(&engine, &csv, way, &mut io::sink());
        scanned.expect("the catalogue is whole").products()
    });
}

#[divan::bench]
fn the_pack_loaded(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Engine::new(vec![RulePack::builtin()]).rules().count());
}
