/** What belongs to those who play the service and is no part of it: not counted, and met by no fault. */
export function isForPeople(path: string): boolean {
  return path === '/' || path.startsWith('/control') || path.startsWith('/desk');
}
