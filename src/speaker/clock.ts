/** Minutes and seconds of a time in ms: "4:05", "1:02:03". */
export function minutesAndSeconds(elapsed: number): string {
  const seconds = Math.floor(elapsed / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
