/** The way from an appointment to its case. */
import { Link } from '@tanstack/react-router';
import type { DayCase } from '../api/types';

export function CaseLink({
  submission_id,
  receipt_number,
}: Pick<DayCase, 'submission_id' | 'receipt_number'>) {
  return (
    <Link to="/submissions/$submissionId" params={{ submissionId: submission_id }} className="calendar-title">
      {receipt_number}
    </Link>
  );
}
