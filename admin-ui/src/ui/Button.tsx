/** The one button. `secondary` is the default so that a screen has one `primary`. */
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

export type ButtonLook = 'primary' | 'secondary' | 'danger' | 'text' | 'icon';

interface Props extends Omit<ButtonProps, 'className' | 'children' | 'style'> {
  look?: ButtonLook;
  children: ReactNode;
  className?: string;
}

/** While pending it keeps the focus and does nothing; the words on it say what is going on. */
export function Button({ look = 'secondary', className = '', isPending = false, ...props }: Props) {
  const idle = isPending ? { onPress: undefined, type: 'button' as const, 'data-pending': true } : {};
  return <AriaButton {...props} {...idle} className={`button ${look} ${className}`} />;
}
