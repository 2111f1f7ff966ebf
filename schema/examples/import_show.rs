fn main() { let v: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap()).unwrap();
 match madoguchi_schema::import(v.get("schema").unwrap_or(&v)) { Ok(i) => { println!("{:#}", i.document); for n in i.notes { eprintln!("{}", serde_json::to_string(&n).unwrap()); } }, Err(p) => println!("{p:#?}") } }
