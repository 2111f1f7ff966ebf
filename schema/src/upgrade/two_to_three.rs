//! Version 3 says in one word whether a receipt mail holds the answers. `answersPdf: true` of version 2 is `answers: "pdf"`.
//! This file speaks of version 2 as it was; nothing here may follow later changes.

use serde_json::{Map, Value, json};

pub fn upgrade(root: &mut Map<String, Value>) {
    let mail = root.get_mut("x-settings").and_then(|settings| settings.get_mut("receiptMail"));
    let Some(mail) = mail.and_then(Value::as_object_mut) else { return };
    let had_pdf = mail.get("answersPdf").and_then(Value::as_bool);
    // What was no boolean was a mistake, and stays one.
    if let Some(had_pdf) = had_pdf {
        mail.shift_remove("answersPdf");
        if had_pdf {
            mail.entry("answers").or_insert(json!("pdf"));
        }
    }
}
