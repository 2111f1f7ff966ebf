/** The one button. `secondary` is the default so that a screen has one `primary`. */
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

export type ButtonLook = 'primary' | 'secondary' | 'danger' | 'text' | 'icon';

interface Props extends Omit<ButtonProps, 'className' | 'children' | 'style'> {
  look?: ButtonLook;
  children: ReactNode;
  className?: string;
}

export function Button({ look = 'secondary', className = '', ...props }: Props) {
  return <AriaButton {...props} className={`button ${look} ${className}`} />;
}
