// The check character: one sign at the end of a number that is read aloud or typed, so that a slip is noticed.
//
// ISO 7064 MOD 37,36 over the digits and capital letters. It notices every single wrong character, and swapped
// neighbours in all but about one of 630 cases: the standard's doubling step lets some neighbouring values through.

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SIZE = SIGNS.length;
const ONLY_SIGNS = /^[0-9A-Z]+$/;

/** The running product of the standard after these characters. */
function productOf(text: string): number {
  let product = SIZE;
  for (const sign of text) product = (((product + SIGNS.indexOf(sign)) % SIZE || SIZE) * 2) % (SIZE + 1);
  return product;
}

/**
 * The check character of a text of digits and capital letters.
 * @throws RangeError when the text is empty or holds anything else.
 */
export function checkCharacter(text: string): string {
  if (!ONLY_SIGNS.test(text)) throw new RangeError('A check character needs digits and capital letters, nothing else.');
  return SIGNS.charAt((SIZE + 1 - productOf(text)) % SIZE);
}

/**
 * The text with its check character behind it.
 * @throws RangeError as checkCharacter does.
 */
export function withCheckCharacter(text: string): string {
  return text + checkCharacter(text);
}

/** Whether the last character is the right one for those before it; false for anything but digits and capitals. */
export function hasValidCheckCharacter(text: string): boolean {
  return text.length > 1 && ONLY_SIGNS.test(text) && checkCharacter(text.slice(0, -1)) === text.slice(-1);
}
