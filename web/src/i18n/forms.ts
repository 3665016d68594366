// Imported by the pages of the door and the settings, so that their words are there before they
// are.
import { enForms } from "./en_forms";
import { addEnglish } from "./text";

addEnglish(enForms);
