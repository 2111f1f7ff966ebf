/**
 * The one button. `secondary` is the default so that a screen has one `primary`. A native one: a form being built has
 * dozens of them, drawn anew with whatever is chosen. What opens a menu must be known to the library (`MenuButton`).
 */
import type { ComponentProps, KeyboardEvent, ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

export type ButtonLook = 'primary' | 'secondary' | 'danger' | 'text' | 'icon';

interface Looks {
  look?: ButtonLook;
  children: ReactNode;
  className?: string;
}

interface Props
  extends
    Looks,
    Omit<ComponentProps<'button'>, 'children' | 'className' | 'disabled' | 'onClick' | 'onKeyDown'> {
  onPress?: (() => void) | undefined;
  isDisabled?: boolean | undefined;
  isPending?: boolean;
  /** Reached by other keys than Tab. */
  excludeFromTabOrder?: boolean | undefined;
}

/** While pending it keeps the focus and does nothing; the words on it say what is going on. */
export function Button(props: Props) {
  const { look, className, onPress, isDisabled, isPending = false, excludeFromTabOrder, ...rest } = props;
  return (
    <button
      type="button"
      tabIndex={excludeFromTabOrder ? -1 : undefined}
      {...rest}
      {...(isPending && { type: 'button', 'data-pending': true })}
      className={classOf(look, className)}
      disabled={isDisabled}
      onKeyDown={pressOnce}
      onClick={isPending || onPress === undefined ? undefined : () => onPress()}
    />
  );
}

/** Opens a menu: stands in a `MenuTrigger`. */
export function MenuButton({ look, className, ...props }: Looks & Omit<ButtonProps, keyof Looks | 'style'>) {
  return <AriaButton {...props} className={classOf(look, className)} />;
}

const classOf = (look: ButtonLook = 'secondary', className = '') => `button ${look} ${className}`;

/** Enter held down presses once, not until it is let go. */
function pressOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault();
}
