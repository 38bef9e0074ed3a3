/** Labels to try: one for each kind of answer. */
export const examples: Record<string, string> = {
  toner: 'Water, SD Alcohol 40-B (Alcohol Denat.), Glycerin, Hamamelis Virginiana Water, Panthenol, Menthol, Phenoxyethanol',
  cream:
    'Aqua, Caprylic/Capric Triglyceride, Cetearyl Alcohol, Glycerin, Butyrospermum Parkii Butter, Niacinamide, Benzyl Alcohol, Tocopherol, Xanthan Gum',
  minoxidil: 'Active ingredient: Minoxidil 5% w/v\nInactive ingredients: alcohol (30% v/v), propylene glycol (50% v/v), purified water',
  korean: '정제수, 부틸렌글라이콜, 글리세린, 나이아신아마이드, 변성알코올, 판테놀, 소듐하이알루로네이트, 페녹시에탄올',
  kit: 'Toner: Water, Alcohol Denat., Glycerin, Citric Acid\nCream: Water, Glycerin, Stearyl Alcohol, Dimethicone, Panthenol',
  box: 'A light serum that calms and hydrates. See the box for the full list of ingredients.',
}
