import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { TextField } from '../ui/text-field.tsx';
import { CountryPicker } from './country-picker.tsx';
import { type CountryCode, formatTyped } from './phone.ts';

export interface TypedNumber {
  readonly country: CountryCode;
  readonly text: string;
}

interface PhoneFieldProps {
  readonly number: TypedNumber;
  readonly onChange: (number: TypedNumber) => void;
  readonly hint: string;
  readonly error?: string | undefined;
  /** The person's own number, which browsers know. */
  readonly own?: boolean;
}

/** A number in the country chosen, spaced while it is typed; one that begins with a plus names its country itself. */
export function PhoneField({ number, onChange, hint, error, own = false }: PhoneFieldProps): ReactNode {
  const { country } = number;
  const onType = (typed: string): void => {
    const { text, country: named } = formatTyped(typed, country);
    // While something is taken out, putting it in form again would put it back.
    onChange({ country: named ?? country, text: typed.length < number.text.length ? typed : text });
  };
  return (
    <div className="flex items-start gap-2">
      <div className="pt-6">
        <CountryPicker country={country} onChoose={chosen => onChange({ ...number, country: chosen })} />
      </div>
      <TextField
        label={m.onboarding_phone()}
        type="tel"
        inputMode="tel"
        autoComplete={own ? 'tel-national' : 'off'}
        dir="ltr"
        autoFocus
        value={number.text}
        onChange={event => onType(event.target.value)}
        error={error}
        hint={hint}
        className="min-w-0 grow"
      />
    </div>
  );
}
