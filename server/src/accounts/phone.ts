// Phone numbers in E.164. The library's metadata is large, so it is loaded with the first number and not at start.

/** The number as `+` and digits, or undefined when it can be none. */
export async function parsePhone(text: string): Promise<string | undefined> {
  if (!/^\+[0-9 ().-]{6,30}$/.test(text)) return undefined;
  const { parsePhoneNumberFromString } = await import('libphonenumber-js');
  const parsed = parsePhoneNumberFromString(text);
  return parsed?.isPossible() ? parsed.number : undefined;
}
