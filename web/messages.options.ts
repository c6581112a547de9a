/** Shared by the build's one-time compile and the development server, which compiles as messages change. */
export const messagesOptions = {
  project: './project.inlang',
  outdir: './src/i18n/gen',
  strategy: ['localStorage', 'preferredLanguage', 'baseLocale'] as ['localStorage', 'preferredLanguage', 'baseLocale'],
  localStorageKey: 'parley/language',
  emitGitIgnore: false,
  emitPrettierIgnore: false,
  emitReadme: false,
};
