/**
 * Converts the text of a number to JSON's notation. A strength is never guessed, so the user must give the file's notation:
 * `2,50` is a number only in some countries, and `1.000` is one or a thousand.
 */
export function parseDecimal(cell: string, decimalComma: boolean): { value: string; problem: string | null } {
  if (decimalComma) {
    return cell.includes('.')
      ? {
          value: cell,
          problem: 'has a decimal point, but --decimal-comma is set. Write 2,5',
        }
      : { value: cell.replace(',', '.'), problem: null };
  }
  return cell.includes(',')
    ? {
        value: cell,
        problem: 'has a comma. Write 2.5, or use --decimal-comma if the whole file has decimal commas',
      }
    : { value: cell, problem: null };
}
