// All emoji, with names in the language of the app where there are any. Nothing comes from another origin.
import { EmojiPicker as Picker } from 'frimousse';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Spinner } from '../ui/spinner.tsx';
import { emojiData } from './emoji-data.ts';

interface EmojiPanelProps {
  readonly columns?: number;
  readonly onPick: (emoji: string) => void;
}

export function EmojiPanel({ columns = 8, onPick }: EmojiPanelProps): ReactNode {
  const language = useLanguage(state => state.language);
  return (
    <Picker.Root
      locale={language}
      resolveEmojiData={emojiData}
      columns={columns}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="flex h-80 max-h-[50dvh] w-fit flex-col"
    >
      <div className="flex items-center gap-1 p-2">
        <Picker.Search
          autoFocus
          aria-label={m.composer_emoji_search()}
          placeholder={m.composer_emoji_search()}
          className="h-10 min-w-0 grow rounded-md bg-sunken px-3 outline-offset-0"
        />
        <Picker.SkinToneSelector
          aria-label={m.composer_skin_tone()}
          title={m.composer_skin_tone()}
          className="size-10 rounded-md text-lg hover:bg-sunken"
        />
      </div>
      <Picker.Viewport className="relative min-h-0 grow outline-none">
        <Picker.Loading className="absolute inset-0 flex items-center justify-center text-ink-soft">
          <Spinner size={24} />
        </Picker.Loading>
        <Picker.Empty className="absolute inset-0 flex items-center justify-center p-4 text-center text-ink-soft">
          {m.composer_emoji_none()}
        </Picker.Empty>
        <Picker.List className="select-none pb-2" components={{ CategoryHeader, Row, Emoji }} />
      </Picker.Viewport>
    </Picker.Root>
  );
}

const CategoryHeader: NonNullable<Parts['CategoryHeader']> = ({ category, ...props }) => (
  <div {...props} className="bg-raised px-3 pt-2 pb-1 font-medium text-ink-soft text-xs first-letter:uppercase">
    {category.label}
  </div>
);

// Rows and columns of a grid are counted from 1, which the picker does not do. It looks for the row to scroll to by that
// number and so finds the one above: the margin is a row high.
const Row: NonNullable<Parts['Row']> = ({ children, ...props }) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is in the props
  <div {...props} aria-rowindex={Number(props['aria-rowindex']) + 1} className="scroll-mb-10 px-1.5">
    {children}
  </div>
);

const Emoji: NonNullable<Parts['Emoji']> = ({ emoji, ...props }) => (
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is in the props
  <button
    type="button"
    {...props}
    aria-colindex={Number(props['aria-colindex']) + 1}
    className="flex size-9 items-center justify-center rounded-md text-[1.375rem] data-[active]:bg-sunken"
  >
    {emoji.emoji}
  </button>
);

type Parts = NonNullable<Parameters<typeof Picker.List>[0]['components']>;
