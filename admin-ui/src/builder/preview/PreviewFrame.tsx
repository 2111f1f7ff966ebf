/** The real resident page in a frame, as wide as a phone or as the screen. Without script the frame itself forbids it. */
import './preview.css';

export type Device = 'phone' | 'desktop';

interface Props {
  src: string;
  title: string;
  device: Device;
  hasScript: boolean;
}

/**
 * `allow-same-origin` keeps the session that the pages behind "次へ" need; without `allow-scripts` nothing on them can
 * use it.
 */
const WITHOUT_SCRIPT = 'allow-forms allow-same-origin allow-popups allow-downloads';

export function PreviewFrame({ src, title, device, hasScript }: Props) {
  return (
    <iframe
      // A frame takes up another sandbox only when it loads anew.
      key={`${src}-${hasScript}`}
      className={`preview-frame ${device}`}
      title={title}
      src={src}
      {...(hasScript ? {} : { sandbox: WITHOUT_SCRIPT })}
    />
  );
}
