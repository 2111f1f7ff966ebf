/** Erases every test submission of a form, and lets every list and figure notice. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/queries';
import { forms } from '../api/staffApi';

export function useEraseTests(formId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => forms.eraseTests(formId),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.allSubmissions }),
  });
}

/** What was done, in words. */
export function erasedWords(count: number): string {
  return count === 0 ? 'テスト送信はありませんでした。' : `テスト送信を${count}件消しました。`;
}
