/**
 * Names of submissions: UUIDv7 (RFC 9562, section 5.7), lower case with hyphens.
 *
 *     |--------48 ms--------|0111|--12 chance--|10|------------62 chance------------|
 *
 * `at` is server time; `random` is uniform in [0, 1). Two calls of one millisecond have no order.
 */
export function uuidV7(at: number, random: () => number): string {
  const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, "0");
  const bits = (count: number): string =>
    Math.floor(random() * 2 ** count)
      .toString(16)
      .padStart(Math.ceil(count / 4), "0");
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  const tail = `${variant}${bits(12)}-${bits(24)}${bits(24)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits(12)}-${tail}`;
}
