import { Check } from '../../ui/fields';
import { personalText } from './fresh';
import type { KindProps } from './kind';
import type { KindUi } from './kind';
import { Line, Part } from './sketch';

function Confirmation({ schema, edit }: KindProps) {
  return (
    <Check
      isSelected={schema['x-confirm'] === true}
      onChange={(confirm) => edit({ 'x-confirm': confirm ? true : undefined })}
    >
      確認のため2回入力してもらう
    </Check>
  );
}

export const email: KindUi = {
  label: 'メールアドレス',
  group: 'people',
  search: '連絡先 Eメール めーる mail e-mail',
  stem: 'email',
  create: () => ({ ...personalText(), format: 'email', 'x-autocomplete': 'email' }),
  Sketch: ({ schema }) =>
    schema['x-confirm'] === true ? (
      <span className="sketch-parts">
        <Line />
        <Part label="確認のためもう一度">
          <Line />
        </Part>
      </span>
    ) : (
      <Line />
    ),
  Settings: Confirmation,
  summary: (schema) => (schema['x-confirm'] === true ? '2回入力' : ''),
};
