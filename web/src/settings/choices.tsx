import { type ReactNode, useId } from 'react';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon-paths.ts';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: IconName;
  /** The language of the label, where it is another one. */
  readonly lang?: string;
}

interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Of the inputs, for who must find them again. */
  readonly name?: string;
}

/** One of several, as rows. */
export function Choices<T extends string>({ label, choices, value, onChange, name }: ChoicesProps<T>): ReactNode {
  const id = useId();
  return (
    <fieldset>
      <legend className="sr-only">{label}</legend>
      {choices.map(choice => (
        <label key={choice.value} className="flex min-h-11 cursor-pointer items-center gap-4">
          {choice.icon && <Icon name={choice.icon} className="text-ink-soft" />}
          <span lang={choice.lang} className="min-w-0 grow">
            <bdi>{choice.label}</bdi>
          </span>
          <input
            type="radio"
            name={name ?? id}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="size-4.5 shrink-0 accent-accent-fill"
          />
        </label>
      ))}
    </fieldset>
  );
}
