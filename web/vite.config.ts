// How the web app is built: hashed assets, workers as ES modules, one small file of script for the first load and a chunk
// for each room that is not needed for it. dev/build-web.ts runs this; `npm run dev:web` serves it from its sources.
import { join } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { messagesOptions } from './messages.options.ts';
import settings from './project.inlang/settings.json' with { type: 'json' };
import { textsByLanguage } from './texts-by-language.ts';

const server = process.env.PARLEY_TEST_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  plugins: [
    ...(command === 'serve' ? [paraglideVitePlugin(messagesOptions)] : []),
    textsByLanguage(settings.locales),
    react(),
    tailwindcss(),
  ],
  // protobufjs takes `long` in wherever it is installed; our codec reads 64-bit numbers by itself (protocol/src/uint53.js).
  resolve: { alias: { long: join(import.meta.dirname, 'no-long.ts') } },
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    outDir: 'dist',
    // The policy of the server lets nothing in that is not a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 400,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  worker: { format: 'es' },
  server: { port: 5173, proxy: { '/v1': { target: server, ws: true } } },
}));
