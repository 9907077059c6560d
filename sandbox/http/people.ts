/** Routes for people who play the service; they are not counted and faults do not affect them. */
export function isForPeople(path: string): boolean {
  return path === '/' || path.startsWith('/control') || path.startsWith('/desk');
}
