// Every text for people: m.some_key({…}). The texts are in web/messages/<room>/<language>.json, a room's own file each.
export { m } from './gen/messages.js';
