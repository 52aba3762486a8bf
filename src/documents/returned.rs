//! What a document that comes back says of a field.

/// A value that stood in a document, by the field and the part that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldText {
    /// The item's id, or `list/record`.
    pub field: String,
    /// The name of the part within the answer's JSON; empty for the whole.
    pub part: String,
    /// The text, as it was typed.
    pub text: String,
}
