// Names that people choose to be found by. ASCII only, so that no two look alike but for what a font does to them; case says
// nothing.
const SHAPE = /^[a-z][a-z0-9]*(?:[._][a-z0-9]+)*$/;
const [LEAST, MOST] = [3, 32];

/** As it is compared and kept, without an @ before it; undefined: it is none. */
export function parseUsername(text: string): string | undefined {
  const name = text.trim().replace(/^@/, '').toLowerCase();
  return SHAPE.test(name) && name.length >= LEAST && name.length <= MOST ? name : undefined;
}
