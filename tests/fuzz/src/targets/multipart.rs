//! Forms of several parts: what was put in can be read out again, whatever the parts hold.

use generated::Endpoint;
use generated::support::{Call, File, Form, Multipart};

use crate::entropy::Entropy;

/// A part that is sent: its name, the name of its file if it is one, and its content.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    name: String,
    file: Option<String>,
    content: Vec<u8>,
}

struct Parts(Vec<Part>);

impl Multipart for Parts {
    fn parts(&self, form: &mut Form) {
        for part in &self.0 {
            match &part.file {
                Some(file) => form.file(&part.name, &File::new(file.as_str(), part.content.clone())),
                None => form.value(&part.name, &String::from_utf8_lossy(&part.content)),
            }
        }
    }
}

/// Content that might end a part.
const ODD: [&str; 6] = [
    "\r\n--form-data-boundary-0000000000--\r\n",
    "form-data-boundary-0000000000",
    "\r\n--",
    "form-data-boundary-",
    "\r\n\r\n",
    "form-data-boundary-0000000001",
];

pub(super) fn run(input: &[u8]) -> Result<(), String> {
    let mut entropy = Entropy::new(input);
    let mut parts = Vec::new();
    while !entropy.is_empty() && parts.len() < 20 {
        let mut content = Vec::new();
        for _ in 0..entropy.below(4) {
            let odd = entropy.one(&ODD).copied().unwrap_or_default();
            content.extend_from_slice(if entropy.once_in(2) { entropy.bytes() } else { odd.as_bytes() });
        }
        let file = entropy.once_in(2).then(|| entropy.text());
        if file.is_none() {
            content = String::from_utf8_lossy(&content).into_owned().into_bytes();
        }
        parts.push(Part { name: entropy.text(), file, content });
    }
    let call = Call::<()>::post("/form").multipart(&Parts(parts.clone()));
    let request = call.request().map_err(|error| error.to_string())?;
    drop(format!("{call:?}"));
    let media_type = request.headers()["content-type"].to_str().map_err(|error| error.to_string())?;
    let boundary = media_type.split_once("boundary=").ok_or("there is no boundary")?.1;
    let sent: Vec<Part> = parts.into_iter().map(escaped).collect();
    let received = read(request.body(), boundary)?;
    if sent == received { Ok(()) } else { Err(format!("{sent:?} became {received:?}")) }
}

fn escaped(part: Part) -> Part {
    let escape = |name: String| name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    Part { name: escape(part.name), file: part.file.map(escape), content: part.content }
}

/// The parts of a body, as a server reads them.
fn read(body: &[u8], boundary: &str) -> Result<Vec<Part>, String> {
    let open = format!("--{boundary}");
    let mut rest = body.strip_prefix(open.as_bytes()).ok_or("it does not begin with the boundary")?;
    let between = format!("\r\n--{boundary}");
    let mut parts = Vec::new();
    loop {
        if rest == b"--\r\n" {
            return Ok(parts);
        }
        let part = rest.strip_prefix(b"\r\n").ok_or("a boundary does not end its line")?;
        let end = find(part, between.as_bytes()).ok_or("a part has no end")?;
        rest = &part[end + between.len()..];
        let (part, split) = (&part[..end], find(&part[..end], b"\r\n\r\n").ok_or("a part has no head")?);
        let head = String::from_utf8_lossy(&part[..split]).into_owned();
        let value = |key: &str| {
            let after = head.split_once(&format!("; {key}=\""))?.1;
            Some(after.split_once('"')?.0.to_owned())
        };
        let name = value("name").ok_or_else(|| format!("a part has no name: {head}"))?;
        // A name may hold what looks like a file name, but no quotation mark.
        let file = head.contains("\"; filename=\"").then(|| value("filename").unwrap_or_default());
        parts.push(Part { name, file, content: part[split + 4..].to_vec() });
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
