/** Meanings of the guide's own conditions, by key; their FHIRPath is in the rule tables of the editions. */
export const guideConditions: Readonly<Record<string, string>> = {
  'name-type-required-multiple':
    'a product with more than one name has a type with one of them: say which kind of name it is',
  'presentation-required':
    'a strength has a presentationRatio, a presentationQuantity or a textPresentation: say how strong it is',
};
