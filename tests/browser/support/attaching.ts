// Files as a person in a browser sends them, and as a friend with the SDK receives them.
import type { TestContext } from 'node:test';
import type { Attachment, Message } from '@parley/client';
import type { Locator, Page } from 'playwright-core';
import type { Person } from './person.ts';
import { createWorld, type Friend, type World } from './world.ts';

export interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export interface Scene {
  readonly world: World;
  readonly alice: Person;
  readonly bob: Friend;
  readonly dialog: Locator;
}

export async function aliceWithBob(t: TestContext, browser = {}, env: Record<string, string> = {}): Promise<Scene> {
  const world = await createWorld(t, { env });
  const [alice, bob] = [await world.person('Alice', browser), await world.friend('Bob')];
  await bob.client.sendText(alice.account, 'Hello');
  await alice.row('Bob').waitFor();
  await alice.opens(bob);
  return { world, alice, bob, dialog: alice.page.getByRole('dialog') };
}

export async function choose(
  { page, words }: Person,
  what: 'media_visuals' | 'media_document',
  files: Chosen[],
): Promise<void> {
  await page.locator(`input[type=file][aria-label="${words(what)}"]`).setInputFiles(files);
}

export async function send({ words }: Person, dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: words('composer_send'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

export interface Received {
  readonly message: Message;
  readonly files: readonly (Attachment & { readonly bytes: Buffer })[];
}

const inboxes = new WeakMap<Friend, AsyncIterator<Message>>();

/** The next message with files that reaches the friend. */
export async function receives(friend: Friend): Promise<Received> {
  const { client } = friend;
  const inbox = inboxes.get(friend) ?? client.incoming();
  inboxes.set(friend, inbox);
  for (let next = await inbox.next(); !next.done; next = await inbox.next()) {
    const message = next.value;
    if (!message.attachments) continue;
    const files = message.attachments.map(async (file, i) => {
      const stream = await client.openAttachment(message.id, i);
      return { ...file, bytes: Buffer.from(await new Response(stream as ReadableStream).arrayBuffer()) };
    });
    return { message, files: await Promise.all(files) };
  }
  throw new Error('nothing came');
}

export interface Seen {
  readonly width: number;
  readonly height: number;
  /** In the middle of each quarter. */
  readonly fields: readonly (readonly [red: number, green: number, blue: number, alpha: number])[];
}

/** As a browser shows it. */
export function decoded(page: Page, bytes: Uint8Array): Promise<Seen> {
  return page.evaluate(
    async given => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(given)]));
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const at = (x: number, y: number) =>
        [...context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data] as never;
      return { width, height, fields: [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)] };
    },
    [...bytes],
  );
}

export const card = ({ page, words }: Person): Locator =>
  page.getByRole('list', { name: words('media_sendings') }).getByRole('listitem');

export const note = (name: string, bytes = 1_000): Chosen => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.alloc(bytes, name),
});

/** Nothing is uploaded until the returned function is called. */
export async function holdUploads({ context }: Person): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await context.route('**/v1/uploads/**', async route => {
    await held.promise;
    await route.continue().catch(() => undefined); // it was given up
  });
  return held.resolve;
}
