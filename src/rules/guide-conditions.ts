/** Meanings of the guide's own conditions, by key. Their FHIRPath is in the rule tables of the editions. */
export const guideConditions: Readonly<Record<string, string>> = {
  'name-type-required-multiple':
    'a product with several names must have a type on at least one of them; add name.type',
  'presentation-required':
    'a strength must have a presentationRatio, a presentationQuantity or a textPresentation; add one of them',
};
