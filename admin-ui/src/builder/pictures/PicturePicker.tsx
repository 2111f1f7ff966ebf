/** Takes a picture by button, by drop or by paste, and hands it to the server; says what goes on and what went wrong. */
import { useMutation } from '@tanstack/react-query';
import {
  useContext,
  useId,
  useRef,
  useState,
  type ChangeEvent,
  type ClipboardEvent,
  type DragEvent,
} from 'react';
import { forms } from '../../api/staffApi';
import { Button } from '../../ui/Button';
import { ToolsContext } from '../builderContext';
import { MOST_BYTES, pictureUrl, refusalOf, TOO_LARGE, type PictureFile } from './picture';
import './pictures.css';

interface Props {
  /** The picture as it is; null before there is one. */
  picture: PictureFile | null;
  onPicture: (picture: PictureFile) => void;
  error?: string | null;
}

export function PicturePicker({ picture, onPicture, error = null }: Props) {
  const form = useContext(ToolsContext)?.form ?? '';
  const input = useRef<HTMLInputElement>(null);
  const help = useId();
  const [isOver, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const send = useMutation({
    mutationFn: (file: File) => forms.addImage(form, file),
    onSuccess: ({ sha256, width, height }) => onPicture({ image: sha256, width, height }),
  });
  const trouble = tooLarge ? TOO_LARGE : send.isError ? refusalOf(send.error) : error;

  function take(files: FileList | null): boolean {
    const file = files?.[0];
    if (file === undefined) return false;
    setTooLarge(file.size > MOST_BYTES);
    send.reset();
    if (file.size <= MOST_BYTES) send.mutate(file);
    return true;
  }
  function chosen(event: ChangeEvent<HTMLInputElement>) {
    take(event.target.files);
    // The same file again is a choice too.
    event.target.value = '';
  }
  function dropped(event: DragEvent) {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files);
  }
  function pasted(event: ClipboardEvent) {
    if (take(event.clipboardData.files)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  return (
    <div
      className={isOver ? 'picture-picker is-over' : 'picture-picker'}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
      onPaste={pasted}
    >
      {picture !== null && (
        <img
          className="picture-shown"
          src={pictureUrl(picture.image)}
          width={picture.width}
          height={picture.height}
          alt="選んだ画像"
        />
      )}
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        accept="image/png,image/jpeg"
        tabIndex={-1}
        aria-hidden="true"
        data-picture=""
        onChange={chosen}
      />
      <Button isPending={send.isPending} aria-describedby={help} onPress={() => input.current?.click()}>
        {send.isPending ? '送っています…' : picture === null ? '画像を選ぶ' : '画像を差し替える'}
      </Button>
      <p className="support" id={help}>
        PNGかJPEG、5MBまで。ここへドラッグするか、ボタンを選んでから貼り付けることもできます。撮影した場所などの情報は取り除きます。
      </p>
      <div role="status">
        {send.isPending && (
          <>
            <progress aria-label="画像を送っています" />
            <span className="visually-hidden">画像を送っています</span>
          </>
        )}
        {send.isSuccess && <span className="visually-hidden">画像を受け取りました。</span>}
      </div>
      {trouble && (
        <p className="error-text" role="alert">
          エラー：{trouble}
        </p>
      )}
    </div>
  );
}
