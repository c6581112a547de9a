// Which way a text runs, as `dir=auto` decides it: by its first strong character.

const STRONG = /[\p{L}\p{N}]/u;
const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  for (const char of text) {
    if (RTL.test(char)) return 'rtl';
    if (STRONG.test(char) && !/\p{N}/u.test(char)) return 'ltr';
  }
  return undefined;
}
