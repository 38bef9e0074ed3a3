/**
 * Lists in the shape of real ones, made up for these pictures. Those in `tuned` may be looked at when something is
 * changed; those in `held` only say afterwards how well it went.
 */
export type Kind = 'sd' | 'denat' | 'isopropyl' | 'look-alike' | 'plain'

export type Lists = Readonly<Record<Kind, readonly string[]>>

export const tuned: Lists = {
  sd: [
    'Ingredients: Water, SD Alcohol 40-B, Propylene Glycol, Minoxidil, Panthenol, Caffeine, Biotin, Menthol, Niacinamide, Zinc PCA, Sodium Hyaluronate, Citric Acid.',
    'Ingredients: Aqua (Water), Glycerin, SD Alcohol 40, Butylene Glycol, Serenoa Serrulata Fruit Extract, Urtica Dioica (Nettle) Leaf Extract, Arginine, Acetyl Tyrosine, Calcium Pantothenate, Ornithine HCl, Citrulline, Glucosamine HCl, PEG-40 Hydrogenated Castor Oil, Limonene, Linalool, Parfum (Fragrance).',
    'INGREDIENTS: SD Alcohol 39-C, Water, PVP, Polysorbate 20, Aloe Barbadensis Leaf Juice, Camellia Sinensis Leaf Extract, Tocopheryl Acetate, Fragrance, Phenoxyethanol, Ethylhexylglycerin.',
  ],
  denat: [
    'Ingredients: Aqua, Alcohol Denat., Glycerin, Panthenol, Caffeine, Niacinamide, Tocopherol, Carbomer, Triethanolamine, Disodium EDTA, Linalool, Citral.',
    'Ingredients: Alcohol Denat., Aqua/Water/Eau, Propylene Glycol, Rosmarinus Officinalis (Rosemary) Leaf Oil, Mentha Piperita Oil, Salicylic Acid, Allantoin, Bisabolol, Parfum, Limonene, Geraniol, CI 42090. Directions: massage into the scalp once a day. Keep away from eyes.',
    'Composition: Aqua, Dimethicone, Cetearyl Alcohol, Glycerin, Alcohol Denat., Behentrimonium Chloride, Hydrolyzed Keratin, Argania Spinosa Kernel Oil, Phenoxyethanol, Sodium Benzoate, Potassium Sorbate, Citric Acid, Parfum, Hexyl Cinnamal, Coumarin, Benzyl Salicylate.',
  ],
  isopropyl: [
    'Ingredients: Water, Isopropyl Alcohol, Glycerin, Salicylic Acid, Menthol, Camphor, Polysorbate 80, Disodium EDTA, Benzophenone-4, Fragrance.',
    'Ingredients: Isopropyl Alcohol, Aqua, Laureth-4, Panthenol, Retinyl Palmitate, Camellia Oleifera Seed Oil, Glycine Soja Oil, Butylene Glycol, Ascorbic Acid, Triethyl Citrate.',
    'INGREDIENTS: Aqua, Cocamidopropyl Betaine, Sodium Chloride, Piroctone Olamine, Isopropyl Alcohol, Glycol Distearate, Laureth-4, Panthenol, Citric Acid, Sodium Benzoate, Linalool, Parfum, CI 19140.',
  ],
  'look-alike': [
    'Ingredients: Aqua, Cetearyl Alcohol, Glycerin, Cetyl Alcohol, Butyrospermum Parkii Butter, Panthenol, Tocopherol, Benzyl Alcohol, Phenoxyethanol, Sodium Hydroxide.',
    'Ingredients: Water, Glycerin, Stearyl Alcohol, Caprylic/Capric Triglyceride, Niacinamide, Ceramide NP, Cholesterol, Behenyl Alcohol, Carbomer, Phenethyl Alcohol, Ethylhexylglycerin, Xanthan Gum, Disodium EDTA, Allantoin.',
    'INGREDIENTS: Aqua/Water, Lanolin Alcohol, Paraffinum Liquidum, Cera Alba, Cetearyl Alcohol, Ceteareth-20, Dimethicone, Magnesium Sulfate, Phenoxyethanol, Benzyl Alcohol, Dehydroacetic Acid, Citronellol, Limonene.',
  ],
  plain: [
    'Ingredients: Aqua, Glycerin, Butylene Glycol, Sodium Hyaluronate, Panthenol, Allantoin, Betaine, Trehalose, Carbomer, Arginine, Disodium EDTA, Ethylhexylglycerin, 1,2-Hexanediol.',
    'Ingredients: Water, Propanediol, Niacinamide, Caffeine, Acetyl Tetrapeptide-3, Trifolium Pratense (Clover) Flower Extract, Dextran, Biotinoyl Tripeptide-1, Zinc PCA, Larix Europaea Wood Extract, Glycine, Sodium Metabisulfite, Camellia Sinensis Leaf Extract, Zinc Chloride, Hydroxyethylcellulose, Citric Acid, Potassium Sorbate, Sodium Benzoate.',
    'INGREDIENTS: Aloe Barbadensis Leaf Juice, Aqua, Glycerin, Hamamelis Virginiana Leaf Extract, Panthenol, Inulin, Xanthan Gum, Sodium Levulinate, Sodium Anisate, Lactic Acid, Tocopherol, Helianthus Annuus Seed Oil. Store below 25 °C. Made for daily use.',
  ],
}

export const held: Lists = {
  sd: [
    'Ingredients: Aqua, Propylene Glycol, SD Alcohol 40-B, Minoxidil 5%, Azelaic Acid, Caffeine, Adenosine, Panthenol, Biotin, Tocopheryl Acetate, Hydroxypropylcellulose, BHT.',
    'INGREDIENTS: Water, Glycerin, Niacinamide, Zea Mays Starch, SD Alcohol 3-A, Silica, Avena Sativa Kernel Extract, Copper Tripeptide-1, Larix Europaea Wood Extract, Polyquaternium-10, Sodium PCA, Serine, Glutamic Acid, Caprylyl Glycol, Disodium EDTA, Fragrance.',
    'Ingredients: SD Alcohol 40-B, Aqua (Water), Octylacrylamide/Acrylates/Butylaminoethyl Methacrylate Copolymer, Aminomethyl Propanol, Dimethicone, Hydrolyzed Wheat Protein, Cyclopentasiloxane, Benzophenone-3, Parfum, Linalool.',
  ],
  denat: [
    'INGREDIENTS: Alcohol Denat., Water, Glycerin, Arctium Lappa Root Extract, Humulus Lupulus Extract, Biotin, Castor Oil, Menthol, Salicylic Acid, Parfum.',
    'Ingredients: Aqua, Butylene Glycol, Pentylene Glycol, Alcohol Denat., Panax Ginseng Root Extract, Redensyl, Sodium Lactate, Urea, Allantoin, Hydrolyzed Pea Protein, Sodium Phytate, Carbomer, Sodium Hydroxide, Potassium Sorbate, Limonene.',
    'Ingredients: Water, Stearyl Alcohol, Dicaprylyl Ether, Alcohol Denat., Ascorbyl Glucoside, Hydroxyacetophenone, Acrylates/C10-30 Alkyl Acrylate Crosspolymer, Tocopherol, Benzyl Alcohol, Citric Acid. Warning: keep out of reach of children. 150 ml.',
  ],
  isopropyl: [
    'INGREDIENTS: Isopropyl Alcohol, Propylene Glycol, Water, Minoxidil, Tretinoin, Butylated Hydroxytoluene, Glycerin, Menthol.',
    'Ingredients: Aqua, Ethoxydiglycol, Isopropyl Alcohol, Climbazole, Zinc Pyrithione, Poloxamer 407, Lactic Acid, Saw Palmetto Extract, Sodium Citrate, Maltodextrin, Polysorbate 20, Eucalyptus Globulus Leaf Oil.',
    'Ingredients: Water (Aqua), Sodium Laureth Sulfate, Coal Tar, Isopropyl Alcohol, Cetyl Alcohol, Glycol Stearate, Guar Hydroxypropyltrimonium Chloride, Sodium Citrate, Methylchloroisothiazolinone, Methylisothiazolinone, Fragrance.',
  ],
  'look-alike': [
    'INGREDIENTS: Water, Myristyl Alcohol, Squalane, Cetearyl Alcohol, Glyceryl Stearate, PEG-100 Stearate, Urea, Lactic Acid, Phenoxyethanol, Caprylyl Glycol, Sodium Lactate.',
    'Ingredients: Aqua, Glycerin, Cetyl Alcohol, Isopropyl Myristate, Simmondsia Chinensis Seed Oil, Stearyl Alcohol, Tocopheryl Acetate, Ceteareth-12, Benzyl Alcohol, Sorbic Acid, Anise Alcohol, Linalool, Citral.',
    'Ingredients: Aqua, Dimethicone, Isostearyl Alcohol, Behenyl Alcohol, Arachidyl Alcohol, Arachidyl Glucoside, Ginkgo Biloba Leaf Extract, Retinol, Bisabolol, Phenoxyethanol, Chlorphenesin, Farnesol, Xanthan Gum.',
  ],
  plain: [
    'Ingredients: Water, Glycerin, Centella Asiatica Extract, Madecassoside, Betaine, Beta-Glucan, Sodium Hyaluronate, Dipropylene Glycol, Tromethamine, Carbomer, Ethylhexylglycerin, Adenosine.',
    'INGREDIENTS: Ricinus Communis Seed Oil, Simmondsia Chinensis Seed Oil, Argania Spinosa Kernel Oil, Rosmarinus Officinalis Leaf Oil, Cucurbita Pepo Seed Oil, Tocopherol, Limonene, Linalool.',
    'Ingredients: Aqua, Propanediol, Pisum Sativum Sprout Extract, Redensyl, Hydrolyzed Collagen, Sodium PCA, Glycine, Alanine, Proline, Sorbitol, Panthenol, Inositol, Xanthan Gum, Sodium Benzoate, Gluconolactone, Calcium Gluconate. Shake well. Dermatologically tested.',
  ],
}
