/** Text, select and check fields: label above, support text and error tied by `aria-describedby`. Native controls. */
import { useId, type ComponentProps, type ReactNode } from 'react';

interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  error?: string | null;
  /** Says 必須 or 任意 in words; nothing when the screen has no such distinction. */
  need?: 'required' | 'optional';
}

interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

function Field({
  label,
  help,
  error,
  need,
  children,
}: FieldProps & { children: (control: Control) => ReactNode }) {
  const id = useId();
  const described = [help ? `${id}-help` : null, error ? `${id}-error` : null].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {need && <Need need={need} />}
      </label>
      {help && (
        <p className="support" id={`${id}-help`}>
          {help}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p className="error-text" id={`${id}-error`}>
          エラー：{error}
        </p>
      )}
    </div>
  );
}

export function Need({ need }: { need: 'required' | 'optional' }) {
  return <span className={`need ${need}`}>{need === 'required' ? '※必須' : '任意'}</span>;
}

type Text = FieldProps & {
  value: string;
  onChange: (value: string) => void;
} & Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'className'>;

export function TextInput({ label, help, error, need, value, onChange, ...rest }: Text) {
  return (
    <Field label={label} help={help} error={error} need={need}>
      {(control) => (
        <input
          className="input"
          type="text"
          {...rest}
          {...control}
          required={need === 'required'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type Area = FieldProps & {
  value: string;
  onChange: (value: string) => void;
} & Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'className'>;

export function TextArea({ label, help, error, need, value, onChange, ...rest }: Area) {
  return (
    <Field label={label} help={help} error={error} need={need}>
      {(control) => (
        <textarea
          className="input"
          rows={3}
          {...rest}
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
}

type SelectProps = FieldProps & {
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
} & Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'className'>;

export function Select({ label, help, error, need, value, options, onChange, ...rest }: SelectProps) {
  return (
    <Field label={label} help={help} error={error} need={need}>
      {(control) => (
        <select
          className="input"
          {...rest}
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckProps {
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
  /** The id of the error of the group, on the box that takes the focus for it. */
  errorId?: string | undefined;
}

export function Check({ children, isSelected, onChange, isDisabled, errorId }: CheckProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={isSelected}
        disabled={isDisabled}
        aria-invalid={errorId === undefined ? undefined : true}
        aria-describedby={errorId}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{children}</span>
    </label>
  );
}

interface RadiosProps {
  legend: ReactNode;
  name: string;
  value: string;
  options: readonly (Option & { help?: string })[];
  onChange: (value: string) => void;
}

export function Radios({ legend, name, value, options, onChange }: RadiosProps) {
  return (
    <fieldset className="fieldset">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label className="check" key={option.value}>
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.help && <span className="support"> — {option.help}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
