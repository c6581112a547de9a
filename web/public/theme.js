// Before the first paint: the theme, text size and direction that were chosen, so that nothing flashes (U4).
// A file of its own because the server's policy allows no inline script. state/preferences.ts writes what this reads.
(() => {
  const root = document.documentElement;
  const saved = name => {
    try {
      return localStorage.getItem(`parley/${name}`);
    } catch {
      return null;
    }
  };
  const theme = saved('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const size = saved('text-size');
  if (size) root.dataset.textSize = size;
  if (/^ar\b/.test(saved('language') || navigator.language)) root.dir = 'rtl';
})();
