/** A text as the server draws it for residents, a moment after the last key; the last drawing until then. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import { useSettled } from '../useSettled';

export interface Drawn {
  /**
   * HTML of `p`, `br`, `ul`, `ol`, `li`, `strong` and `a` only: the server escapes everything else. Null before the
   * first drawing.
   */
  html: string | null;
  /** Whether the server did not answer, so that the drawing stays behind the text. */
  isBehind: boolean;
  isError: boolean;
}

export function useDrawn(text: string): Drawn {
  const settled = useSettled(text);
  const { data, isError, isPlaceholderData, failureCount } = useQuery({
    queryKey: keys.prose(settled),
    queryFn: () => forms.prose(settled),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    refetchOnReconnect: true,
  });
  return { html: data ?? null, isBehind: isError || (isPlaceholderData && failureCount > 0), isError };
}
