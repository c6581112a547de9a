// The worker that holds the index: building it takes a second or two that must not be the page's.
import { serveSearch } from './serve-search.ts';

serveSearch(self as unknown as Parameters<typeof serveSearch>[0]);
