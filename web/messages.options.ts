/** Shared by the build's one-time compile and the development server, which compiles as messages change. */
export const messagesOptions = {
  project: './project.inlang',
  outdir: './src/i18n/gen',
  // A module for each text: a room's texts are loaded with the room.
  outputStructure: 'message-modules' as const,
  strategy: ['localStorage', 'preferredLanguage', 'baseLocale'] as ['localStorage', 'preferredLanguage', 'baseLocale'],
  localStorageKey: 'parley/language',
  emitGitIgnore: false,
  emitPrettierIgnore: false,
  emitReadme: false,
};
