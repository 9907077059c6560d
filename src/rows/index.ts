export { BadRows } from './bad-rows.js';
export { checkedRows, newIssues, problemsOf, type CheckedRow } from './checked-rows.js';
export { FileProblem } from './file-problem.js';
export { problemText, type FileRow, type RowProblem, type SourceRow } from './file-row.js';
export { fileHash, fingerprint } from './fingerprint.js';
export { parseInput, placeOf } from './json-text.js';
export { isRowsFile, openRows, type RowsFile, type RowsOptions } from './rows-file.js';
