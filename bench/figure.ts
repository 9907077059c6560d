/** One measured figure. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
}
