import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { type Preferences, setPreference, usePreferences } from '../state/preferences.ts';
import { Switch } from '../ui/switch.tsx';
import { Card } from './card.tsx';
import { Choices } from './choices.tsx';

export function AppearancePage(): ReactNode {
  const { theme, textSize, enterSends } = usePreferences();
  return (
    <>
      <Card title={m.settings_theme()}>
        <Choices<Preferences['theme']>
          label={m.settings_theme()}
          value={theme}
          onChange={chosen => setPreference('theme', chosen)}
          choices={[
            { value: 'system', label: m.settings_theme_system(), icon: 'device' },
            { value: 'light', label: m.settings_theme_light(), icon: 'sun' },
            { value: 'dark', label: m.settings_theme_dark(), icon: 'moon' },
          ]}
        />
      </Card>
      <Card title={m.settings_text_size()}>
        <Sample />
        <Choices<Preferences['textSize']>
          label={m.settings_text_size()}
          value={textSize}
          onChange={chosen => setPreference('textSize', chosen)}
          choices={[
            { value: 'small', label: m.settings_text_small() },
            { value: 'normal', label: m.settings_text_normal() },
            { value: 'large', label: m.settings_text_large() },
            { value: 'huge', label: m.settings_text_huge() },
          ]}
        />
      </Card>
      <Card title={m.settings_writing()}>
        <Switch
          label={m.settings_enter_sends()}
          hint={enterSends ? m.settings_enter_sends_hint() : m.settings_enter_breaks_hint()}
          checked={enterSends}
          onChange={wanted => setPreference('enterSends', wanted)}
        />
      </Card>
    </>
  );
}

/** How messages look at this size, as decoration: nobody has written them. */
function Sample(): ReactNode {
  return (
    <div aria-hidden="true" className="my-2 flex flex-col gap-1.5 rounded-lg bg-canvas p-3">
      <span className="max-w-[85%] self-start rounded-lg bg-other px-3 py-1.5 shadow-raised">
        {m.settings_sample_other()}
      </span>
      <span className="max-w-[85%] self-end rounded-lg bg-own px-3 py-1.5 shadow-raised">
        {m.settings_sample_own()}
      </span>
    </div>
  );
}
