/** Types of the used part of the library, which has no types of its own. */
declare module '@lhncbc/ucum-lhc' {
  export const UcumLhcUtils: {
    getInstance(): { validateUnitString(code: string): { status: 'valid' | 'invalid' | 'error' } };
  };
}
