// The screens that make a device, in the language of the browser.
import type { Page } from 'playwright-core';
import { type Words, wordsIn } from './words.ts';

export interface Newcomer {
  readonly page: Page;
  readonly phone: string;
  readonly name: string;
  /** English when absent. */
  readonly words?: Words;
}

const english = wordsIn('en');

export async function setUp(newcomer: Newcomer): Promise<void> {
  const { page, phone, words = english } = newcomer;
  await page.goto('/');
  await enterNumber(page, phone, words);
  await enterName(newcomer);
  await page.getByRole('button', { name: words('onboarding_development_use') }).click();
  await page.getByRole('navigation', { name: words('chats_title') }).waitFor({ state: 'attached' });
}

export async function enterNumber(page: Page, phone: string, words = english): Promise<void> {
  await page.getByRole('textbox', { name: words('onboarding_phone') }).fill(phone);
  await page.getByRole('button', { name: words('onboarding_next') }).click();
}

/** And asks for the code. */
export async function enterName({ page, name, words = english }: Newcomer): Promise<void> {
  await page.getByRole('textbox', { name: words('profile_name') }).fill(name);
  await page.getByRole('button', { name: words('onboarding_send_code') }).click();
}
