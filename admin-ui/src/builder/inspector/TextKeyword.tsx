import { TextInput } from '../../ui/fields';
import type { KindProps } from '../kinds/kind';

interface Props extends KindProps {
  label: string;
  keyword: string;
  help?: string;
}

/** A text of the schema that need not be there; empty takes the keyword out. */
export function TextKeyword({ label, keyword, help, schema, edit }: Props) {
  const value = schema[keyword];
  return (
    <TextInput
      label={label}
      need="optional"
      help={help}
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => edit({ [keyword]: text === '' ? undefined : text }, keyword)}
    />
  );
}
