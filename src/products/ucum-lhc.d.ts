/** The part of the library that is used; it ships no types. */
declare module '@lhncbc/ucum-lhc' {
  export const UcumLhcUtils: {
    getInstance(): { validateUnitString(code: string): { status: 'valid' | 'invalid' | 'error' } };
  };
}
