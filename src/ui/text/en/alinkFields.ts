/** What the fields of Alink payloads are. */
import { FIELD_NAMES, type FieldName } from '../../../alibaba/alink/fieldNames.ts';

export const alinkFields = {
  /** Beside the field, as short as it can be. */
  name: (field: FieldName): string => FIELD_NAMES[field],
};
