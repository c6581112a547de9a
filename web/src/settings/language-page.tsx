import type { ReactNode } from 'react';
import { type Language, languageNames, languages, setLanguage, useLanguage } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { Card } from './card.tsx';
import { Choices } from './choices.tsx';

const NAME = 'language';

export function LanguagePage(): ReactNode {
  const language = useLanguage(state => state.language);
  const choose = async (chosen: Language): Promise<void> => {
    await orToast(setLanguage(chosen));
    // Everything is drawn anew then: who went here by the keyboard stays here.
    setTimeout(() => document.querySelector<HTMLInputElement>(`input[name=${NAME}]:checked`)?.focus());
  };
  return (
    <Card>
      <Choices<Language>
        label={m.onboarding_language()}
        name={NAME}
        value={language}
        onChange={chosen => void choose(chosen)}
        choices={languages.map(value => ({ value, label: languageNames[value], lang: value }))}
      />
    </Card>
  );
}
