// The build puts in the place of this file what loads the first texts of a language (web/texts-by-language.ts). Where nothing
// is built, as in tests, the functions of all texts know all languages, and there is nothing to load.
export type Texts = Readonly<Record<string, (inputs: object) => string>>;

export const catalogues: Readonly<Record<string, () => Promise<Texts>>> = {};
