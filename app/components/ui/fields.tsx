import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";
import { classNames } from "./class-names.ts";

interface FieldProps {
  label: string;
  /** The label is for screen readers only. */
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: string | null;
}

interface FrameProps extends FieldProps {
  id: string;
  children: ReactNode;
}

function FieldFrame({ id, label, hideLabel, hint, error, children }: FrameProps) {
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : "field__label"}>
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="field__hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field__error">
          {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, { hint, error }: Pick<FieldProps, "hint" | "error">) {
  const ids = classNames(hint ? `${id}-hint` : null, error ? `${id}-error` : null);
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? (true as const) : undefined };
}

export interface TextFieldProps extends FieldProps, InputHTMLAttributes<HTMLInputElement> {}

export function TextField({ label, hideLabel, hint, error, className, id: given, ...rest }: TextFieldProps) {
  const made = useId();
  const id = given ?? made;
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <input id={id} className={classNames("input", className)} {...described(id, { hint, error })} {...rest} />
    </FieldFrame>
  );
}

export interface TextAreaProps extends FieldProps, TextareaHTMLAttributes<HTMLTextAreaElement> {}

export function TextArea({ label, hideLabel, hint, error, className, id: given, ...rest }: TextAreaProps) {
  const made = useId();
  const id = given ?? made;
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <textarea id={id} dir="auto" className={classNames("input", className)} {...described(id, { hint, error })} {...rest} />
    </FieldFrame>
  );
}

export interface SelectProps extends FieldProps, SelectHTMLAttributes<HTMLSelectElement> {
  options: readonly { value: string; label: string }[];
}

export function Select({ label, hideLabel, hint, error, className, options, id: given, ...rest }: SelectProps) {
  const made = useId();
  const id = given ?? made;
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <select id={id} className={classNames("input", className)} {...described(id, { hint, error })} {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
