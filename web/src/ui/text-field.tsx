import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; announced. */
  readonly error?: string | undefined;
}

export function TextField({ label, hint, error, className, ...rest }: TextFieldProps): ReactNode {
  const id = useId();
  return (
    <div className={classes('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-ink-soft text-sm">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-more` : undefined}
        className={classes(
          'min-h-11 w-full rounded-md border bg-surface px-3 text-base',
          error ? 'border-danger' : 'border-line-strong',
        )}
      />
      <div id={`${id}-more`} aria-live="polite" className={classes('text-sm', error ? 'text-danger' : 'text-ink-soft')}>
        {error ?? hint}
      </div>
    </div>
  );
}
