/**
 * The text of a number as JSON has it. `2,50` is two and a half in one country and no number in another, `1.000` is one or
 * a thousand: a strength is never guessed, so the file's way has to be said.
 */
export function decimalCell(cell: string, decimalComma: boolean): { value: string; problem: string | null } {
  if (decimalComma) {
    return cell.includes('.')
      ? {
          value: cell,
          problem: 'has a point, where the file is said to have decimal commas (--decimal-comma)',
        }
      : { value: cell.replace(',', '.'), problem: null };
  }
  return cell.includes(',')
    ? {
        value: cell,
        problem: 'has a comma: write 2.5, or give --decimal-comma where the file has 2,5 throughout',
      }
    : { value: cell, problem: null };
}
